"""Settings and clocks of Brian2's C++ standalone mode, shared by its programs."""
import shutil
import tempfile

import brian2
from brian2 import defaultclock, device, ms, prefs, seed, set_device

import setups
from harness import THREADS, Stopwatch

NAME = f"Brian2 {brian2.__version__} C++ standalone"


def start():
    """Choose standalone mode with OpenMP; to be called before the first Brian2 object is made."""
    set_device("cpp_standalone", build_on_run=False)
    prefs.devices.cpp_standalone.openmp_threads = THREADS
    defaultclock.dt = setups.RESOLUTION * ms
    seed(1)


def build_and_run():
    """Compile and run the program; seconds of compiling, of building the network and of simulating."""
    folder = tempfile.mkdtemp(prefix="brian2_")
    watch = Stopwatch()
    device.build(directory=folder, compile=True, run=False)
    compile_s = watch.lap()
    device.run()
    total_s = watch.lap()
    sim_s = float(device._last_run_time)
    shutil.rmtree(folder, ignore_errors=True)
    return dict(compile_s=compile_s, build_s=total_s - sim_s, sim_s=sim_s)

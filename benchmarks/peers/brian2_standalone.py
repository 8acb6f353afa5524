"""Settings and clocks of Brian2's C++ standalone mode, shared by its programs."""
import atexit
import shutil
import tempfile
import time

import brian2
from brian2 import defaultclock, device, ms, prefs, run, seed, set_device

import setups
from harness import THREADS, Stopwatch

NAME = f"Brian2 {brian2.__version__} C++ standalone"


def start(resolution=setups.RESOLUTION):
    """Choose standalone mode with OpenMP; to be called before the first Brian2 object is made."""
    set_device("cpp_standalone", build_on_run=False)
    prefs.devices.cpp_standalone.openmp_threads = THREADS
    defaultclock.dt = resolution * ms
    seed(1)


def build_and_run(duration):
    """Compile and run the program for `duration` (ms); seconds of compiling, of building the network and of simulating."""
    run(duration * ms, level=1)  # the objects of the caller's frame
    folder = tempfile.mkdtemp(prefix="brian2_")
    # Monitors are read from files in the folder, up to the end of the program.
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    watch = Stopwatch()
    device.build(directory=folder, compile=True, run=False)
    compile_s = watch.lap()
    begun = time.perf_counter()
    device.run()
    total_s = watch.lap()
    # The program clocks its simulation by the wall: that share of what the whole program took, on whatever clock.
    sim_s = total_s * float(device._last_run_time) / (time.perf_counter() - begun)
    return dict(compile_s=compile_s, build_s=total_s - sim_s, sim_s=sim_s)


def rates(net, spikes_E, spikes_I):
    """Mean firing rates (Hz) of the two populations."""
    seconds = setups.DURATION / 1000
    return {"E": spikes_E.num_spikes / net.N_E / seconds, "I": spikes_I.num_spikes / net.N_I / seconds}

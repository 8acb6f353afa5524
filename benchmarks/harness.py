"""What all benchmarks share: clocks, alternation, medians, child processes and the JSON line."""
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
THREADS = int(os.environ.get("BENCH_THREADS", "2"))
RUNS = int(os.environ.get("BENCH_RUNS", "3"))


def processor_time():
    """Seconds that this process and the programs that it waited for kept processors busy."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(u.ru_utime + u.ru_stime for u in used)


# On a busy machine BENCH_CLOCK=cpu with BENCH_THREADS=1 tells more than the wall clock.
CLOCK = processor_time if os.environ.get("BENCH_CLOCK") == "cpu" else time.perf_counter


class Stopwatch:
    """Seconds since it was made or last read: `lap()` returns them and starts anew."""

    def __init__(self):
        self.lap()

    def lap(self):
        now = CLOCK()
        elapsed, self.start = now - getattr(self, "start", now), now
        return elapsed


def typical(run, enough=0.2, most=9):
    """Median time (s) of `run()`, called until that took `enough` seconds in all: short runs are easily disturbed."""
    watch, laps = Stopwatch(), []
    while sum(laps) < enough and len(laps) < most:
        run()
        laps.append(watch.lap())
    return statistics.median(laps)


def processor():
    for line in Path("/proc/cpuinfo").read_text().splitlines() if Path("/proc/cpuinfo").exists() else []:
        if line.startswith("model name"):
            return line.split(":", 1)[1].strip()
    return platform.processor()


def machine():
    """The machine and how busy it was: a benchmark that shares its cores says so."""
    return {"cpu": processor(), "cores": os.cpu_count(), "load": round(os.getloadavg()[0], 2),
            "python": platform.python_version()}


def emit(bench, **result):
    """Print the one JSON line of a program."""
    print(json.dumps({"bench": bench, "threads": THREADS, **result, "machine": machine()}), flush=True)


def resident_bytes():
    """Memory that this process holds now and the most that it ever held (bytes)."""
    status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines() if ":" in line)
    return tuple(1024 * int(status[key].split()[0]) for key in ("VmRSS", "VmHWM"))


def run_program(command):
    """Run a benchmark program in a process of its own and return the JSON object that it prints last."""
    path = os.pathsep.join(filter(None, [str(HERE), os.environ.get("PYTHONPATH")]))
    environment = dict(os.environ, OMP_NUM_THREADS=str(THREADS), PYTHONPATH=path)
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, env=environment)
    lines = [line for line in done.stdout.splitlines() if line.startswith("{")]
    if done.returncode or not lines:
        raise RuntimeError(f"{' '.join(map(str, command))} ended with {done.returncode}:\n{done.stdout}\n{done.stderr}")
    return json.loads(lines[-1])


def median(results):
    """Median of each number of equally shaped results; nested objects are followed, other values taken from the first."""
    first = results[0]
    if isinstance(first, dict):
        return {key: median([result[key] for result in results]) for key in first}
    if isinstance(first, (int, float)) and not isinstance(first, bool):
        return statistics.median(results)
    return first


def alternate(programs, runs=RUNS):
    """Run the programs (name -> command) in turn, `runs` times over, and return name -> median result."""
    results = {name: [] for name in programs}
    for _ in range(runs):
        for name, command in programs.items():
            results[name].append(run_program(command))
    return {name: median(found) for name, found in results.items()}


def alternate_calls(calls, repeats, inner=1):
    """Time the functions (name -> callable) in turn within this process; name -> median seconds of one call."""
    seconds = {name: [] for name in calls}
    for call in calls.values():
        call()
    for _ in range(repeats):
        for name, call in calls.items():
            watch = Stopwatch()
            for _ in range(inner):
                call()
            seconds[name].append(watch.lap() / inner)
    return {name: statistics.median(found) for name, found in seconds.items()}


def interpreters():
    """Python of synaptorch, of NEST and Brian2, and of brainpy.state; `run.py` prepares the latter two."""
    return {"synaptorch": sys.executable,
            "peers": os.environ.get("PEERS_PYTHON", HERE.parent / ".venv-peers/bin/python"),
            "brainpy": os.environ.get("BRAINPY_PYTHON", HERE.parent / ".venv-brainpy/bin/python")}


def peer(environment, program, *arguments):
    """Command line of a peer's program, to be given to `alternate`."""
    return [interpreters()[environment], HERE / "peers" / program, *arguments]


def compare(bench, program, variants, run, peers):
    """The body of a benchmark program.

    Called with `--alone <variant>` it prints what `run(variant)` of synaptorch returns. Otherwise it alternates
    that with the `peers(variant)` (name -> command) and prints medians, and how many times faster synaptorch was.
    """
    if sys.argv[1:2] == ["--alone"]:
        emit(f"{bench}/{sys.argv[2]}", simulator="synaptorch", **run(sys.argv[2]))
        return
    for variant in variants:
        ours = {"synaptorch": [sys.executable, program, "--alone", variant]}
        results = alternate(ours | peers(variant))
        for result in results.values():
            del result["bench"], result["threads"], result["machine"]
        own = results.pop("synaptorch")
        emit(f"{bench}/{variant}", runs=RUNS, **own, peers=results,
             ratio={name: ratios(own, other) for name, other in results.items()})


def ratios(own, other):
    """Peer over synaptorch, for every number that both measured; rates compare as rates."""
    found = {}
    for key in own.keys() & other.keys():
        if isinstance(own[key], dict):
            found[key] = ratios(own[key], other[key])
        elif isinstance(own[key], (int, float)) and own[key]:
            found[key] = round(other[key] / own[key], 3)
    return found

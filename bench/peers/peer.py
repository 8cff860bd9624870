"""The other side of `polyad bench peers`: one line in, one line out.

The first line out describes this side as JSON. Then each line `K` in runs K steps and answers
`SECONDS CPU_SECONDS`; the end of the input ends the process.
"""

import json
import os
import sys
import time


def loaded_blas():
    """The libraries of linear algebra that this process has mapped, by file name."""
    with open("/proc/self/maps") as maps:
        files = {word for line in maps for word in line.split()[5:6] if word.startswith("/")}
    names = {os.path.basename(os.path.realpath(file)) for file in files}
    return sorted(n for n in names if n.startswith(("libblas", "libopenblas", "libmkl", "libblis")))


def serve(build):
    """Answers requests with the step and the parameter count that `build(torch)` returns."""
    try:
        import torch
    except ImportError as error:
        print(json.dumps({"missing": str(error)}), flush=True)
        return
    torch.set_num_threads(int(sys.argv[1]))
    torch.manual_seed(1)
    step, parameters = build(torch)
    answer(step, parameters, "torch %s" % torch.__version__, torch.get_num_threads())


def answer(step, parameters, engine, threads):
    """Answers requests with a step of any engine, its child processes' time included."""
    step()
    about = {
        "version": "Python %d.%d, %s" % (*sys.version_info[:2], engine),
        "blas": ", ".join(loaded_blas()),
        "threads": threads,
        "parameters": parameters,
    }
    print(json.dumps(about), flush=True)
    for line in sys.stdin:
        started, cpu = time.perf_counter(), sum(os.times()[:4])
        for _ in range(int(line)):
            step()
        print(time.perf_counter() - started, sum(os.times()[:4]) - cpu, flush=True)


def count(model):
    """The number of trained elements."""
    return sum(p.numel() for p in model.parameters())

"""A LIF layer over [100, 128, 256] in float32, forward and backward: one over-time op, a PyTorch loop, the loop compiled."""
import torch

import synaptorch as st
from harness import THREADS, Stopwatch, alternate_calls, emit
from peers import torch_lif

SHAPE = (100, 128, 256)
REPEATS = 15


def copy_bandwidth(elements=1 << 27):
    """Bytes per second that a copy between two arrays, far larger than the caches, reads and writes."""
    source, target = torch.ones(elements), torch.zeros(elements)
    seconds = alternate_calls({"copy": lambda: target.copy_(source)}, 5)["copy"]
    return 2 * 4 * elements / seconds


def main():
    torch.set_num_threads(THREADS)
    torch.manual_seed(1)
    x = (3 * torch.rand(SHAPE)).requires_grad_()
    V = torch.zeros(SHAPE[1:])
    upstream = torch.rand(SHAPE)
    layer = st.LIF(SHAPE[-1], dt=torch_lif.DT)
    layers = {"synaptorch": lambda x, V: layer.sequence(x, [V])[0], "loop": torch_lif.loop,
              "compiled": torch.compile(torch_lif.loop, fullgraph=True, dynamic=False)}

    def both_passes(name):
        return torch.autograd.grad(layers[name](x, V), x, upstream)[0]

    watch = Stopwatch()
    both_passes("compiled")
    compile_s = watch.lap()
    expected = both_passes("loop")
    deviation = {name: float((both_passes(name) - expected).abs().max()) for name in layers}
    seconds = alternate_calls({name: lambda name=name: both_passes(name) for name in layers}, REPEATS)
    own = seconds.pop("synaptorch")
    # Forward: read x, write spikes. Backward: read x and the upstream gradient, write the gradient of x.
    moved = 5 * 4 * x.numel()
    with torch.no_grad():
        rate = float(layer.sequence(x, [V])[0].mean()) / torch_lif.DT * 1000
    emit("lif_layer", shape=SHAPE, sim_s=own, build_s=0.0, compile_s=compile_s, rates={"all": rate}, peers=seconds,
         ratio={name: round(other / own, 2) for name, other in seconds.items()}, gradient_deviation=deviation,
         bandwidth_share=round(moved / own / copy_bandwidth(), 3), torch=torch.__version__)


if __name__ == "__main__":
    main()

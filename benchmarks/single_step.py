"""The single-step op on 100,000 neurons in float32, forward and backward, against torch.compile of the same step."""
import torch

import synaptorch as st
from harness import THREADS, alternate_calls, emit
from peers import torch_lif

NEURONS = 100_000
REPEATS, INNER = 15, 50


def main():
    torch.set_num_threads(THREADS)
    torch.manual_seed(1)
    x = (3 * torch.rand(NEURONS)).requires_grad_()
    V = torch.rand(NEURONS).requires_grad_()
    upstream = [torch.rand(NEURONS), torch.rand(NEURONS)]
    cell = st.LIF(NEURONS, dt=torch_lif.DT).cell

    def own(x, V):
        spike, (V_next,) = cell(x, [V])
        return spike, V_next

    steps = {"synaptorch": own, "compiled": torch.compile(torch_lif.step, fullgraph=True, dynamic=False)}

    def forward(step):
        with torch.no_grad():
            return step(x, V)

    def both_passes(step):
        return torch.autograd.grad(step(x, V), (x, V), upstream)

    timed = {name: alternate_calls({key: lambda step=step: pass_(step) for key, step in steps.items()}, REPEATS, INNER)
             for name, pass_ in (("forward", forward), ("graph", lambda step: step(x, V)), ("both", both_passes))}
    result = {"forward": timed["forward"],
              "backward": {key: timed["both"][key] - timed["graph"][key] for key in steps}, "both": timed["both"]}
    emit("single_step", neurons=NEURONS, sim_s=result["both"]["synaptorch"], build_s=0.0, us={
        name: {key: round(1e6 * value, 1) for key, value in found.items()} for name, found in result.items()},
        ratio={name: round(found["compiled"] / found["synaptorch"], 2) for name, found in result.items()},
        torch=torch.__version__)


if __name__ == "__main__":
    main()

"""Spikes times a sparse matrix, forward and backward (gradients of weights and spikes): 4,000 × 4,000 at 2 % connectivity
and 1 % activity. The event-driven product, stored and drawn anew, against a dense product and torch.sparse."""
import torch

import synaptorch as st  # noqa: F401  (registers the ops)
from harness import THREADS, alternate_calls, emit

N, CONNECTED, ACTIVE = 4000, 0.02, 0.01
REPEATS = 15
ops = torch.ops.synaptorch


def both_passes(product, *leaves):
    """A function that runs forward and backward."""
    def run():
        y = product()
        return torch.autograd.grad(y, leaves, upstream_of(y))
    return run


_upstream = {}


def upstream_of(y):
    if y.shape not in _upstream:
        _upstream[y.shape] = torch.rand(y.shape)
    return _upstream[y.shape]


def programs(batch):
    """The same product, done in several ways; and how far each lies from the dense one."""
    indptr, indices, _ = ops.random_connectivity(N, N, 0, -1, CONNECTED, 1)
    weight = torch.rand(len(indices)).requires_grad_()
    spikes = (torch.rand(batch, N) < ACTIVE).float().requires_grad_()
    matrix = torch.sparse_csr_tensor(indptr, indices, weight.detach(), (N, N)).requires_grad_()
    transposed = torch.sparse_csr_tensor(indptr, indices, weight.detach(), (N, N)).to_dense().t().to_sparse_csr().requires_grad_()
    dense = matrix.detach().to_dense().requires_grad_()
    law = torch.tensor(0.5, requires_grad=True)
    products = {
        "synaptorch": (lambda: ops.csr_matvec(spikes, indptr, indices, weight, N), (spikes, weight)),
        "synaptorch_drawn_anew": (lambda: ops.random_matvec(spikes, law, torch.zeros(()), N, 0, -1, CONNECTED, 1), (spikes, law)),
        "dense": (lambda: spikes @ dense, (spikes, dense)),
        "torch_sparse": (lambda: (transposed @ spikes.t()).t(), (spikes, transposed)),
    }
    expected = (spikes @ dense).detach()
    deviation = {name: float((products[name][0]().detach() - expected).abs().max()) for name in ("synaptorch", "torch_sparse")}
    return {name: both_passes(f, *leaves) for name, (f, leaves) in products.items()}, deviation


def main():
    torch.set_num_threads(THREADS)
    torch.manual_seed(1)
    for batch in (1, 32):
        calls, deviation = programs(batch)
        seconds = alternate_calls(calls, REPEATS)
        own = seconds.pop("synaptorch")
        emit("sparse", batch=batch, neurons=N, connected=CONNECTED, active=ACTIVE, sim_s=own, build_s=0.0, peers=seconds,
             ratio={name: round(other / own, 2) for name, other in seconds.items()}, deviation=deviation, torch=torch.__version__)


if __name__ == "__main__":
    main()

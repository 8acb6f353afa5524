"""synaptorch: spiking neural networks on PyTorch, every model differentiable and fast.

    >>> import synaptorch as st
    >>> lif = st.LIF(100, tau=10.0)                     # a module of a neuron model
    >>> spikes = lif.run(torch.randn(50, 32, 100))
    >>> torch.ops.synaptorch.lif_step(x, V, ...)        # the op behind it
    >>> net = st.Network(dt=0.1 * st.u.ms)              # the network engine
"""
from . import _library, errors, modules, surrogate  # noqa: F401  (_library first: it registers the ops)
from . import comm, dynamics, gap, inputs, outputs, projections, readouts
from .comm import *  # noqa: F403
from .connect import *  # noqa: F403
from .delay import Delay
from .dynamics import *  # noqa: F403
from .errors import *  # noqa: F403
from .gap import *  # noqa: F403
from .inputs import *  # noqa: F403
from .modules import *  # noqa: F403
from .network import Network
from .outputs import *  # noqa: F403
from .population import Population
from .projections import *  # noqa: F403
from .readouts import *  # noqa: F403
from .recording import Samples, Spikes
from .units import is_quantity, to_number, u

__all__ = ["Delay", "Network", "Population", "Samples", "Spikes", "errors", "is_quantity", "modules", "surrogate", "to_number", "u",
           *errors.__all__, *modules.__all__, *comm.__all__, *dynamics.__all__, *gap.__all__, *inputs.__all__, *outputs.__all__,
           *projections.__all__, *readouts.__all__]

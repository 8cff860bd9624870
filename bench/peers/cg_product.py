"""e3nn's elementwise tensor product (`uuu`, a weight a path and channel) of degrees up to L, out 2L.

As e3nn's generated code does it: the outer product of a pair of degrees once, a matrix product with
the 3j symbols for each path, times its weights. The symbols' values do not matter for the time, so
random numbers stand for them. Forward and backward of the sum, 64 rows of 32 channels, float32.
The argument is L.
"""

import sys

import peer

ROWS, CHANNELS = 64, 32


def paths(lmax):
    for i in range(lmax + 1):
        for j in range(lmax + 1):
            for k in range(abs(i - j), i + j + 1, 2):
                yield i, j, k


def build(torch):
    lmax = int(sys.argv[2])
    tables = {p: torch.randn((2 * p[0] + 1) * (2 * p[1] + 1), 2 * p[2] + 1) for p in paths(lmax)}
    weights = {p: torch.randn(CHANNELS, 1, requires_grad=True) for p in tables}
    x, y = (torch.randn(ROWS, CHANNELS * (lmax + 1) ** 2, requires_grad=True) for _ in range(2))

    def blocks(flat):
        at = 0
        for l in range(lmax + 1):
            width = CHANNELS * (2 * l + 1)
            yield flat[:, at : at + width].reshape(ROWS, CHANNELS, 2 * l + 1)
            at += width

    def forward():
        first, second = list(blocks(x)), list(blocks(y))
        outer = {}
        sums = [None] * (2 * lmax + 1)
        for (i, j, k), table in tables.items():
            if (i, j) not in outer:
                outer[i, j] = (first[i].unsqueeze(-1) * second[j].unsqueeze(-2)).flatten(-2)
            result = (outer[i, j] @ table) * weights[i, j, k]
            sums[k] = result if sums[k] is None else sums[k] + result
        return torch.cat([s.flatten(1) for s in sums], 1)

    def step():
        for tensor in (x, y, *weights.values()):
            tensor.grad = None
        forward().sum().backward()

    return step, x.numel() + y.numel()


peer.serve(build)

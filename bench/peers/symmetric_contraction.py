"""MACE's symmetric contraction of three equal factors of degrees up to L, out L.

Every path of couplings has a weight a channel; the highest power is contracted first and the lower
ones are added on the way. With one element the weighted couplings are the same for all rows, so
that the highest power is one product of matrices a channel. The couplings' values do not matter for
the time, so random numbers stand for them. Forward and backward of the sum, 64 rows of 32 channels,
float32. The argument is L.
"""

import sys

import peer

ROWS, CHANNELS, FACTORS = 64, 32, 3


def couplings(lmax, factors, degree):
    """How many ways there are to couple harmonics one after the other to a degree."""
    ways = {l: 1 for l in range(lmax + 1)}
    for _ in range(factors - 1):
        after = {}
        for left, count in ways.items():
            for l in range(lmax + 1):
                for to in range(abs(left - l), left + l + 1, 2):
                    after[to] = after.get(to, 0) + count
        ways = after
    return ways[degree]


def build(torch):
    lmax = int(sys.argv[2])
    d = (lmax + 1) ** 2
    x = torch.randn(ROWS, CHANNELS, d, requires_grad=True)
    tables, weights = {}, {}
    for l in range(lmax + 1):
        for factors in range(1, FACTORS + 1):
            count = couplings(lmax, factors, l)
            tables[l, factors] = torch.randn((2 * l + 1) * d ** (factors - 1), d, count)
            weights[l, factors] = torch.randn(CHANNELS, count, requires_grad=True)

    def degree(l):
        channels_first = x.transpose(0, 1)  # [C, B, d]
        total = None
        for factors in range(FACTORS, 0, -1):
            table = tables[l, factors]  # [R, d, K]
            rows = table.shape[0]
            weighted = weights[l, factors] @ table.flatten(0, 1).T  # [C, R·d]
            weighted = weighted.reshape(CHANNELS, rows, d)
            if total is None:
                total = channels_first @ weighted.transpose(1, 2)  # [C, B, R]
            else:
                whole = total.reshape(CHANNELS, ROWS, rows, d) + weighted.unsqueeze(1)
                total = (whole @ channels_first.unsqueeze(-1)).squeeze(-1)
        return total.transpose(0, 1)  # [B, C, R]

    def step():
        for tensor in (x, *weights.values()):
            tensor.grad = None
        torch.cat([degree(l).flatten(1) for l in range(lmax + 1)], 1).sum().backward()

    return step, x.numel()


peer.serve(build)

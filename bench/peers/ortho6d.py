"""A million rotations from six numbers each, float32: forward, backward."""

import peer

ROWS = 1_000_000


def build(torch):
    raw = torch.randn(ROWS, 6, requires_grad=True)
    probe = torch.randn(ROWS, 3, 3)

    def unit(vector):
        return vector / vector.norm(dim=-1, keepdim=True).clamp_min(1e-8)

    def step():
        raw.grad = None
        x = unit(raw[:, 0:3])
        z = unit(torch.cross(x, raw[:, 3:6], dim=-1))
        y = torch.cross(z, x, dim=-1)
        (torch.stack((x, y, z), dim=-1) * probe).sum().backward()

    return step, raw.numel()


peer.serve(build)

"""TimesNet, ETTh1 imputation, T = 96, d = 16, f = 32, k = 3, K = 6, B = 16: forward, backward, step."""

import peer
import timesnet_step


def build(torch):
    model = timesnet_step.modules(torch)(96, 0, 7, 16, 32, 2, 6, [24, 12, 96])
    adam = torch.optim.Adam(model.parameters(), lr=1e-3, foreach=True)
    y = torch.randn(16, 96, 7)
    marks = torch.rand(16, 96, 4) - 0.5
    mask = (torch.rand(16, 96, 7) > 0.25).float()

    def step():
        adam.zero_grad(set_to_none=True)
        hidden = 1 - mask
        error = (model(y * mask, marks, mask) - y) ** 2 * hidden
        (error.sum() / hidden.sum()).backward()
        adam.step()

    return step, peer.count(model)


peer.serve(build)

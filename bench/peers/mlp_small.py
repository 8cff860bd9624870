"""MLP 128-256-256-128 with batch norm, batch 256, squared error, Adam."""

import peer


def build(torch):
    nn = torch.nn
    model = nn.Sequential(
        nn.Linear(128, 256),
        nn.BatchNorm1d(256),
        nn.ReLU(),
        nn.Linear(256, 256),
        nn.BatchNorm1d(256),
        nn.ReLU(),
        nn.Linear(256, 128),
    )
    adam = torch.optim.Adam(model.parameters(), lr=1e-3, foreach=True)
    x = torch.randn(256, 128)

    def step():
        adam.zero_grad(set_to_none=True)
        nn.functional.mse_loss(model(x), x).backward()
        adam.step()

    return step, peer.count(model)


peer.serve(build)

"""MLP 784-256-256-10, batch 256, cross entropy, Adam: forward, backward and step."""

import peer


def build(torch):
    nn = torch.nn
    model = nn.Sequential(
        nn.Linear(784, 256), nn.ReLU(), nn.Linear(256, 256), nn.ReLU(), nn.Linear(256, 10)
    )
    # The multi-tensor form was the faster of the two that this version has.
    adam = torch.optim.Adam(model.parameters(), lr=1e-3, foreach=True)
    x = torch.randn(256, 784)
    y = torch.randint(0, 10, (256,))

    def step():
        adam.zero_grad(set_to_none=True)
        nn.functional.cross_entropy(model(x), y).backward()
        adam.step()

    return step, peer.count(model)


peer.serve(build)

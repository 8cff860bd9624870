"""DAIN's first step: an epoch of MLP 150-1024-1024-128 on 7,200 cells of 1000 x 1000 x 1000, batch 1024.

The influence is recorded as the official program does it: the last layer's gradient of every cell is
kept, and the validation cells' (1,800) at the start of the epoch. Adam, squared error.
"""

import peer

CELLS, VALIDATION, DIM, BATCH = 7200, 1800, 1000, 1024
LAYERS = [150, 1024, 1024, 128]


def build(torch):
    nn = torch.nn

    class Model(nn.Module):
        def __init__(self):
            super().__init__()
            self.embeddings = nn.ModuleList(nn.Embedding(DIM, LAYERS[0] // 3) for _ in range(3))
            self.layers = nn.ModuleList(
                nn.Linear(a, b) for a, b in zip(LAYERS[:-1], LAYERS[1:])
            )
            self.output = nn.Linear(LAYERS[-1], 1)

        def hidden(self, index):
            h = torch.cat([e(index[:, k]) for k, e in enumerate(self.embeddings)], 1)
            for layer in self.layers:
                h = torch.relu(layer(h))
            return h

    model = Model()
    adam = torch.optim.Adam(model.parameters(), lr=1e-3, foreach=True)
    index = torch.randint(0, DIM, (CELLS + VALIDATION, 3))
    values = torch.randn(CELLS + VALIDATION)
    train_gradients = torch.zeros(CELLS, LAYERS[-1])

    def epoch():
        with torch.no_grad():
            h = model.hidden(index[CELLS:])
            residual = model.output(h).squeeze(1) - values[CELLS:]
            validation_gradients = residual.unsqueeze(1) * h
        for batch in torch.randperm(CELLS).split(BATCH):
            adam.zero_grad(set_to_none=True)
            h = model.hidden(index[batch])
            residual = model.output(h).squeeze(1) - values[batch]
            train_gradients[batch] = (residual.unsqueeze(1) * h).detach()
            residual.square().mean().backward()
            adam.step()
        return train_gradients @ validation_gradients.sum(0)

    return epoch, peer.count(model)


peer.serve(build)

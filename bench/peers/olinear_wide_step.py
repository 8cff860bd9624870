"""OLinear of 321 variates, 96 to 96, D = F = 512, d = 16, B = 4: forward, backward and step."""

import olinear_step
import peer

peer.serve(olinear_step.builder(321, 4))

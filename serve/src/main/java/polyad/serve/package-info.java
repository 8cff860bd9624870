/**
 * Serves a text encoder, and an index if there is one, over HTTP as OpenAI's clients expect it.
 *
 * <pre>
 * POST /v1/embeddings   {"model", "input": text or [texts], "dimensions"?, "encoding_format"?}
 * POST /v1/search       {"query": text} or {"vector": [numbers]}, with "k"?, "filter"?, "exact"?
 * GET  /v1/models       the model and the dimensions it can be cut to
 * GET  /health          200 while it takes requests, 503 while it stops
 * GET  /metrics         Prometheus text format
 * </pre>
 *
 * <p>A request goes through {@link polyad.serve.Door} (routing, token, {@link
 * polyad.serve.Admission}, errors, log) to its endpoint on a virtual thread of its own. Texts are
 * encoded by one thread, the {@link polyad.serve.Batcher}, which puts what waits together: requests
 * of up to a few milliseconds, or of a full batch. Everything that may grow is bounded: bodies by
 * size (413), requests in work by number (429), each request by time (503).
 *
 * {@snippet :
 * var options = ServeOptions.DEFAULT.withPort(0);
 * try (var server = EmbeddingServer.start(options, new ServedModel("words", encoder), null, line -> {})) {
 *   URI base = server.uri();
 * }
 * }
 */
@NullMarked
package polyad.serve;

import org.jspecify.annotations.NullMarked;

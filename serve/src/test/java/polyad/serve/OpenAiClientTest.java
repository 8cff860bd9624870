package polyad.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.errors.BadRequestException;
import com.openai.errors.NotFoundException;
import com.openai.errors.UnauthorizedException;
import com.openai.models.embeddings.CreateEmbeddingResponse;
import com.openai.models.embeddings.EmbeddingCreateParams;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** OpenAI's own Java client against the server. */
class OpenAiClientTest {
  private final EmbeddingServer server =
      EmbeddingServer.start(
          ServeOptions.DEFAULT.withPort(0).withToken("key"),
          new ServedModel("tiny", new HashEncoder()),
          null,
          line -> {});
  private final OpenAIClient client = client("key");

  private OpenAIClient client(String key) {
    return OpenAIOkHttpClient.builder()
        .baseUrl(server.uri().resolve("/v1").toString())
        .apiKey(key)
        .maxRetries(0)
        .build();
  }

  @AfterEach
  void close() throws InterruptedException {
    client.close();
    server.close();
  }

  private static EmbeddingCreateParams.Builder params(String model) {
    return EmbeddingCreateParams.builder().model(model);
  }

  @Test
  void embeds() {
    CreateEmbeddingResponse answer =
        client
            .embeddings()
            .create(params("tiny").inputOfArrayOfStrings(List.of("a", "b c")).build());
    assertEquals(2, answer.data().size());
    assertEquals("tiny", answer.model());
    assertEquals(3, answer.usage().totalTokens());
    for (int i = 0; i < 2; i++) {
      float[] expected = HashEncoder.encode(i == 0 ? "a" : "b c", 16);
      List<Float> found = answer.data().get(i).embedding();
      assertEquals(i, answer.data().get(i).index());
      for (int k = 0; k < 16; k++) {
        assertEquals(expected[k], found.get(k), 1e-6f);
      }
    }
  }

  @Test
  void embedsInFloatsAndAtOtherDimensions() {
    CreateEmbeddingResponse answer =
        client
            .embeddings()
            .create(
                params("tiny")
                    .input("a")
                    .dimensions(8)
                    .encodingFormat(EmbeddingCreateParams.EncodingFormat.FLOAT)
                    .build());
    assertEquals(8, answer.data().getFirst().embedding().size());
  }

  @Test
  void listsModels() {
    assertEquals("tiny", client.models().list().data().getFirst().id());
    assertEquals("tiny", client.models().retrieve("tiny").id());
  }

  @Test
  void understandsErrors() {
    assertThrows(
        NotFoundException.class,
        () -> client.embeddings().create(params("gpt").input("a").build()));
    BadRequestException bad =
        assertThrows(
            BadRequestException.class,
            () -> client.embeddings().create(params("tiny").input("a").dimensions(5).build()));
    assertEquals("dimensions", bad.param().orElseThrow());
    assertEquals("invalid_value", bad.code().orElseThrow());
    assertTrue(bad.getMessage().contains("allowed: [4, 8, 16]"), bad.getMessage());
    assertThrows(
        UnauthorizedException.class,
        () -> client("other").embeddings().create(params("tiny").input("a").build()));
  }
}

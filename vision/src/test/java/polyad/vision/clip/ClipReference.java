package polyad.vision.clip;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Reference files of both towers, and a tokenizer for their twenty tokens. */
public final class ClipReference {
  /** Words w0 to w17, token 18 in front and token 19 behind. */
  public static final String TOKENIZER =
      """
      {"version": "1.0", "truncation": null, "padding": null, "added_tokens": [],
       "normalizer": {"type": "Lowercase"}, "pre_tokenizer": {"type": "WhitespaceSplit"},
       "post_processor": {"type": "TemplateProcessing",
         "single": [{"SpecialToken": {"id": "<start>", "type_id": 0}},
                    {"Sequence": {"id": "A", "type_id": 0}},
                    {"SpecialToken": {"id": "<end>", "type_id": 0}}],
         "pair": [{"Sequence": {"id": "A", "type_id": 0}}, {"Sequence": {"id": "B", "type_id": 1}}],
         "special_tokens": {"<start>": {"id": "<start>", "ids": [18], "tokens": ["<start>"]},
                            "<end>": {"id": "<end>", "ids": [19], "tokens": ["<end>"]}}},
       "decoder": null,
       "model": {"type": "WordLevel", "unk_token": "w0", "vocab": {%s,
         "<start>": 18, "<end>": 19}}}"""
          .formatted(
              IntStream.range(0, 18)
                  .mapToObj(i -> "\"w" + i + "\": " + i)
                  .collect(Collectors.joining(", ")));

  private ClipReference() {}

  /** Where a reference file is. */
  public static Path file(String name) throws URISyntaxException {
    return Path.of(Objects.requireNonNull(ClipReference.class.getResource(name)).toURI());
  }
}

package polyad.catalog;

import org.jspecify.annotations.Nullable;

/**
 * What a run was asked for, beside the configuration of its method.
 *
 * @param method slug
 * @param profile how much work
 * @param seed from which every seed of the run derives
 * @param data the directory given by {@code --data}, absolute, where data sets are looked up first
 * @param officialProtocol whether to follow the official code where that looks at test data
 */
public record RunHeader(
    String method, Profile profile, long seed, @Nullable String data, boolean officialProtocol) {}

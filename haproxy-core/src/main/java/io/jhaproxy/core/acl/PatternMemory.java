package io.jhaproxy.core.acl;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A map or the patterns of an ACL as they are after changes at run time, for another process.
 *
 * @param key what names it: its file, or its line with what stands there
 * @param origin a digest of what the file or the line said
 * @param keys the keys of the current version, in order
 * @param values their values; of an ACL null
 */
public record PatternMemory(
    String key, boolean map, long origin, List<String> keys, List<@Nullable String> values) {}

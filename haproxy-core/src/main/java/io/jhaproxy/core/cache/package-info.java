/**
 * The HTTP cache (manual chapter 6): what is kept, by whose request it is found, how long it is
 * good. It knows no streams. Begin with {@link io.jhaproxy.core.cache.Cache}.
 */
@NullMarked
package io.jhaproxy.core.cache;

import org.jspecify.annotations.NullMarked;

/**
 * FastCGI applications. So far only their words: everything is read and checked, and refused at
 * start.
 *
 * <p>Start with {@link io.jhaproxy.core.fcgi.FcgiKeywords}.
 */
@NullMarked
package io.jhaproxy.core.fcgi;

import org.jspecify.annotations.NullMarked;

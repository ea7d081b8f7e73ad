/**
 * The configuration model's skeleton: sections, proxies, typed settings, the keyword registry that
 * fills them, and HAProxy's own messages. It knows no other room; each room registers its keywords
 * here and owns the records they fill.
 *
 * <p>Read first: {@link io.jhaproxy.core.config.Registry}, {@link
 * io.jhaproxy.core.config.ProxyModel}, {@link io.jhaproxy.core.config.ConfigReader}.
 */
@NullMarked
package io.jhaproxy.core.config;

import org.jspecify.annotations.NullMarked;

/**
 * ACLs: patterns, their matching methods, maps, and conditions compiled from them (manual 7.1, 7.2,
 * 7.4). Read first: {@link io.jhaproxy.core.acl.ConditionCompiler}, {@link
 * io.jhaproxy.core.acl.Test}, {@link io.jhaproxy.core.acl.Patterns}.
 */
@NullMarked
package io.jhaproxy.core.acl;

import org.jspecify.annotations.NullMarked;

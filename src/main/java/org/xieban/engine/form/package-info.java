/**
 * Camunda Forms as the server understands them: form-js 1.8.7, schema version 16, the one that Tasklist 7.24 renders.
 * What a browser, Tasklist or another system submits is judged here by the same rules as in the browser.
 */
@NamedInterface("form")
@NullMarked
package org.xieban.engine.form;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;

/**
 * Emergency response (应急处置, 突发事件应对法, 2024): natural hours, not working days.
 *
 * <p>Its ground: who is on duty ({@code duty}) and is called one after the other ({@code call}), how departments and
 * outside units are reached ({@code contact}), and what is told to those outside and acknowledged by them ({@code
 * outreach}). {@code warning} has the warnings (预警), {@code event} what happened and how it stands, on which everything is
 * built that is done about it: {@code plan} has what was thought of beforehand (预案), {@code resource} what there is to
 * help, {@code directive} what departments are ordered (指令), {@code response} takes an event from its report to its
 * archive, {@code report} what those above are told (信息报送), {@code support} has what is known elsewhere and helps to
 * decide, {@code command} shows all of it on one screen.
 */
@ApplicationModule(
        allowedDependencies = {
            "calendar",
            "casefile",
            "catalogue",
            "directory",
            "document",
            "engine",
            "engine :: form",
            "monitoring",
            "monitoring :: alarm",
            "monitoring :: indicator",
            "monitoring :: sender",
            "notice",
            "signing",
            "startup",
            "timelimit",
            "trace",
            "web"
        })
@NullMarked
package org.xieban.emergency;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

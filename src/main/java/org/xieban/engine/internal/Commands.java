package org.xieban.engine.internal;

import java.util.concurrent.Callable;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.xieban.directory.SignedInOfficer;

/**
 * Runs what the product does with the engine as one command: under the name of whoever is signed in, so that history
 * has it; without the engine's own authorisation, since the product has asked for its own; and without its operation log,
 * since the record says all that and more. What is done to the engine past the product, as in Cockpit, is in that log.
 */
@Component
class Commands {

    private static final ThreadLocal<@Nullable Object> RUNNING = new ThreadLocal<>();

    private final ProcessEngine engine;

    Commands(ProcessEngine engine) {
        this.engine = engine;
    }

    <T> T unchecked(Callable<T> work) {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        var configuration = (ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration();
        var identities = engine.getIdentityService();
        var before = identities.getCurrentAuthentication();
        if (authentication != null && authentication.getPrincipal() instanceof SignedInOfficer officer) {
            identities.setAuthentication(
                    officer.login(), officer.groups().stream().toList());
        }
        Object outer = RUNNING.get();
        RUNNING.set(work);
        try {
            return configuration
                    .getCommandExecutorTxRequired()
                    .execute(command -> command.runWithoutAuthorization(work));
        } finally {
            if (outer == null) {
                RUNNING.remove();
            }
            if (before == null) {
                identities.clearAuthentication();
            } else {
                identities.setAuthentication(before);
            }
        }
    }

    /** Whether what this thread does to the engine is the product's doing. */
    static boolean isProducts() {
        return RUNNING.get() != null;
    }
}

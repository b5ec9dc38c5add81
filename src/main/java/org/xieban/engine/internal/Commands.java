package org.xieban.engine.internal;

import java.util.concurrent.Callable;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.xieban.directory.SignedInOfficer;

/**
 * Runs what the product does with the engine as one command: under the name of whoever is signed in, so that the
 * operation log has it, and without the engine's own authorisation, since the product has asked for its own.
 */
@Component
class Commands {

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
        try {
            return configuration
                    .getCommandExecutorTxRequired()
                    .execute(command -> command.runWithoutAuthorization(work));
        } finally {
            if (before == null) {
                identities.clearAuthentication();
            } else {
                identities.setAuthentication(before);
            }
        }
    }
}

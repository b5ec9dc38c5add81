package org.xieban.engine.internal;

import static org.camunda.bpm.engine.authorization.Authorization.ANY;
import static org.camunda.bpm.engine.authorization.Authorization.AUTH_TYPE_GRANT;
import static org.camunda.bpm.engine.authorization.Permissions.ACCESS;
import static org.camunda.bpm.engine.authorization.Permissions.CREATE;
import static org.camunda.bpm.engine.authorization.Permissions.READ;
import static org.camunda.bpm.engine.authorization.Resources.APPLICATION;
import static org.camunda.bpm.engine.authorization.Resources.BATCH;
import static org.camunda.bpm.engine.authorization.Resources.DECISION_DEFINITION;
import static org.camunda.bpm.engine.authorization.Resources.DECISION_REQUIREMENTS_DEFINITION;
import static org.camunda.bpm.engine.authorization.Resources.DEPLOYMENT;
import static org.camunda.bpm.engine.authorization.Resources.FILTER;
import static org.camunda.bpm.engine.authorization.Resources.GROUP;
import static org.camunda.bpm.engine.authorization.Resources.PROCESS_DEFINITION;
import static org.camunda.bpm.engine.authorization.Resources.SYSTEM;
import static org.camunda.bpm.engine.authorization.Resources.TASK;
import static org.camunda.bpm.engine.authorization.Resources.USER;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.BatchPermissions;
import org.camunda.bpm.engine.authorization.Permission;
import org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions;
import org.camunda.bpm.engine.authorization.Resource;
import org.camunda.bpm.engine.authorization.SystemPermissions;
import org.camunda.bpm.engine.impl.persistence.entity.AuthorizationEntity;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.xieban.directory.Role;

/**
 * What each role may do in the engine. These lines are the whole of it: what else the engine holds for a role is
 * removed at start-up. Nobody may change authorisations, start a process past its case, or is {@code camunda-admin}.
 * Who is a candidate for a task, or has taken it, may see and work it; the engine grants that by itself, task by task.
 */
@Component
class Authorisations implements SmartInitializingSingleton {

    private final AuthorizationService authorizations;

    Authorisations(AuthorizationService authorizations) {
        this.authorizations = authorizations;
    }

    private record Grant(String group, Resource resource, String resourceId, Set<Permission> permissions) {

        static Grant to(Role role, Resource resource, String resourceId, Permission... permissions) {
            return new Grant(role.code(), resource, resourceId, Set.of(permissions));
        }
    }

    private static List<Grant> grants() {
        List<Grant> grants = new ArrayList<>();
        for (Role role : Role.values()) {
            grants.add(Grant.to(role, APPLICATION, "welcome", ACCESS));
            // Names of people and groups beside a task or an instance.
            grants.add(Grant.to(role, USER, ANY, READ));
            grants.add(Grant.to(role, GROUP, ANY, READ));
        }
        for (Role role : Role.values()) {
            if (!role.holdsTasks()) {
                continue;
            }
            grants.add(Grant.to(role, APPLICATION, "tasklist", ACCESS));
            grants.add(Grant.to(role, PROCESS_DEFINITION, ANY, READ));
            grants.add(Grant.to(role, FILTER, ANY, READ));
        }
        grants.add(Grant.to(Role.SUPERVISOR, APPLICATION, "cockpit", ACCESS));
        grants.add(Grant.to(
                Role.SUPERVISOR,
                PROCESS_DEFINITION,
                ANY,
                ProcessDefinitionPermissions.READ,
                ProcessDefinitionPermissions.READ_INSTANCE,
                ProcessDefinitionPermissions.READ_TASK,
                ProcessDefinitionPermissions.READ_HISTORY));
        // Cockpit counts tasks by group for its page of them
        grants.add(Grant.to(Role.SUPERVISOR, TASK, ANY, READ));
        grants.add(Grant.to(Role.SUPERVISOR, DECISION_DEFINITION, ANY, READ));
        grants.add(Grant.to(Role.SUPERVISOR, DEPLOYMENT, ANY, READ));

        grants.add(Grant.to(Role.ANALYST, APPLICATION, "cockpit", ACCESS));
        grants.add(Grant.to(Role.ANALYST, PROCESS_DEFINITION, ANY, READ));
        grants.add(Grant.to(Role.ANALYST, DECISION_DEFINITION, ANY, READ));
        grants.add(Grant.to(Role.ANALYST, DECISION_REQUIREMENTS_DEFINITION, ANY, READ));
        grants.add(Grant.to(Role.ANALYST, DEPLOYMENT, ANY, READ, CREATE));

        grants.add(Grant.to(Role.SYSTEM_ADMINISTRATOR, APPLICATION, "cockpit", ACCESS));
        grants.add(Grant.to(Role.SYSTEM_ADMINISTRATOR, APPLICATION, "admin", ACCESS));
        grants.add(Grant.to(
                Role.SYSTEM_ADMINISTRATOR,
                PROCESS_DEFINITION,
                ANY,
                ProcessDefinitionPermissions.READ,
                ProcessDefinitionPermissions.READ_INSTANCE,
                ProcessDefinitionPermissions.UPDATE_INSTANCE,
                ProcessDefinitionPermissions.RETRY_JOB,
                ProcessDefinitionPermissions.SUSPEND,
                ProcessDefinitionPermissions.SUSPEND_INSTANCE,
                ProcessDefinitionPermissions.MIGRATE_INSTANCE,
                ProcessDefinitionPermissions.READ_HISTORY));
        grants.add(Grant.to(Role.SYSTEM_ADMINISTRATOR, DECISION_DEFINITION, ANY, READ));
        grants.add(Grant.to(Role.SYSTEM_ADMINISTRATOR, DEPLOYMENT, ANY, READ));
        grants.add(Grant.to(Role.SYSTEM_ADMINISTRATOR, BATCH, ANY, BatchPermissions.READ, BatchPermissions.CREATE));
        grants.add(Grant.to(Role.SYSTEM_ADMINISTRATOR, SYSTEM, ANY, SystemPermissions.READ));

        grants.add(Grant.to(Role.SECURITY_ADMINISTRATOR, APPLICATION, "admin", ACCESS));
        return grants;
    }

    /** The roles that may open one of Camunda's web apps. */
    static Stream<Role> mayEnter(String app) {
        return grants().stream()
                .filter(grant ->
                        grant.resource() == APPLICATION && grant.resourceId().equals(app))
                .map(grant -> Role.ofCode(grant.group()).orElseThrow());
    }

    @Override
    @Transactional
    public void afterSingletonsInstantiated() {
        List<Grant> wanted = grants();
        for (Authorization held : authorizations.createAuthorizationQuery().list()) {
            boolean ofOneTask = held.getResourceType() == TASK.resourceType() && !ANY.equals(held.getResourceId());
            if (!ofOneTask && !wanted.removeIf(grant -> same(grant, held))) {
                authorizations.deleteAuthorization(held.getId());
            }
        }
        for (Grant grant : wanted) {
            Authorization authorization = authorizations.createNewAuthorization(AUTH_TYPE_GRANT);
            authorization.setGroupId(grant.group());
            authorization.setResource(grant.resource());
            authorization.setResourceId(grant.resourceId());
            grant.permissions().forEach(authorization::addPermission);
            authorizations.saveAuthorization(authorization);
        }
    }

    private static boolean same(Grant grant, Authorization held) {
        if (!grant.group().equals(held.getGroupId())
                || grant.resource().resourceType() != held.getResourceType()
                || !grant.resourceId().equals(held.getResourceId())) {
            return false;
        }
        int wanted = grant.permissions().stream().mapToInt(Permission::getValue).reduce(0, (a, b) -> a | b);
        return ((AuthorizationEntity) held).getPermissions() == wanted;
    }
}

package org.xieban.engine.internal;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.GroupQuery;
import org.camunda.bpm.engine.identity.NativeUserQuery;
import org.camunda.bpm.engine.identity.Tenant;
import org.camunda.bpm.engine.identity.TenantQuery;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.identity.UserQuery;
import org.camunda.bpm.engine.impl.GroupQueryImpl;
import org.camunda.bpm.engine.impl.Page;
import org.camunda.bpm.engine.impl.TenantQueryImpl;
import org.camunda.bpm.engine.impl.UserQueryImpl;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.identity.ReadOnlyIdentityProvider;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.interceptor.CommandExecutor;
import org.camunda.bpm.engine.impl.interceptor.Session;
import org.camunda.bpm.engine.impl.interceptor.SessionFactory;
import org.camunda.bpm.engine.impl.persistence.AbstractManager;
import org.camunda.bpm.engine.impl.persistence.entity.GroupEntity;
import org.camunda.bpm.engine.impl.persistence.entity.UserEntity;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.xieban.directory.Departments;
import org.xieban.directory.Officer;
import org.xieban.directory.Officers;
import org.xieban.directory.Role;

/**
 * Shows the engine and its web apps the same officers and groups that the product knows, reading only. Sign-in is the
 * product's alone: no password is ever right here.
 */
class OfficerIdentityProvider extends AbstractManager implements ReadOnlyIdentityProvider {

    private final Officers officers;
    private final Departments departments;

    OfficerIdentityProvider(Officers officers, Departments departments) {
        this.officers = officers;
        this.departments = departments;
    }

    @Component
    static class Factory implements SessionFactory {

        private final ObjectProvider<Officers> officers;
        private final ObjectProvider<Departments> departments;

        Factory(ObjectProvider<Officers> officers, ObjectProvider<Departments> departments) {
            this.officers = officers;
            this.departments = departments;
        }

        @Override
        public Class<?> getSessionType() {
            return ReadOnlyIdentityProvider.class;
        }

        @Override
        public Session openSession() {
            return new OfficerIdentityProvider(officers.getObject(), departments.getObject());
        }
    }

    @Override
    public @Nullable User findUserById(String userId) {
        return officers.find(userId)
                .filter(Officer::enabled)
                .map(OfficerIdentityProvider::user)
                .orElse(null);
    }

    @Override
    public UserQuery createUserQuery() {
        return new OfficerQuery(Context.getProcessEngineConfiguration().getCommandExecutorTxRequired());
    }

    @Override
    public UserQuery createUserQuery(CommandContext commandContext) {
        return new OfficerQuery();
    }

    @Override
    public NativeUserQuery createNativeUserQuery() {
        throw new BadUserRequestException("officers are not in the engine's tables");
    }

    @Override
    public boolean checkPassword(String userId, String password) {
        return false;
    }

    @Override
    public @Nullable Group findGroupById(String groupId) {
        return officers.groups().contains(groupId) ? group(groupId) : null;
    }

    @Override
    public GroupQuery createGroupQuery() {
        return new DirectoryGroupQuery(Context.getProcessEngineConfiguration().getCommandExecutorTxRequired());
    }

    @Override
    public GroupQuery createGroupQuery(CommandContext commandContext) {
        return new DirectoryGroupQuery();
    }

    @Override
    public @Nullable Tenant findTenantById(String tenantId) {
        return null;
    }

    @Override
    public TenantQuery createTenantQuery() {
        return new NoTenants(Context.getProcessEngineConfiguration().getCommandExecutorTxRequired());
    }

    @Override
    public TenantQuery createTenantQuery(CommandContext commandContext) {
        return new NoTenants();
    }

    private static User user(Officer officer) {
        UserEntity user = new UserEntity(officer.login());
        // A Chinese name is one piece; what the web apps show is first name, blank, last name.
        user.setFirstName(officer.name());
        user.setLastName(officer.mainPost().departmentName());
        return user;
    }

    private Group group(String id) {
        GroupEntity group = new GroupEntity(id);
        group.setName(
                Role.ofCode(id).isPresent()
                        ? id
                        : departments.find(id).map(d -> d.name()).orElse(id));
        group.setType("WORKFLOW");
        return group;
    }

    private boolean mayRead(Resources resource) {
        return getAuthorizationManager().isAuthorized(Permissions.READ, resource, "*");
    }

    private List<User> users(OfficerQuery query) {
        Collection<Officer> candidates;
        if (query.getId() != null) {
            candidates = officers.find(query.getId()).stream().toList();
        } else if (query.getIds() != null) {
            candidates = officers.findAll(List.of(query.getIds()));
        } else if (!mayRead(Resources.USER)) {
            candidates = List.of();
        } else if (query.getGroupId() != null) {
            candidates = officers.membersOf(query.getGroupId());
        } else {
            candidates = officers.search("", Integer.MAX_VALUE);
        }
        return candidates.stream()
                .filter(Officer::enabled)
                .filter(officer ->
                        query.getGroupId() == null || officer.groups().contains(query.getGroupId()))
                .map(OfficerIdentityProvider::user)
                .filter(user -> matches(query.getFirstName(), query.getFirstNameLike(), user.getFirstName()))
                .filter(user -> matches(query.getLastName(), query.getLastNameLike(), user.getLastName()))
                .filter(user -> matches(query.getEmail(), query.getEmailLike(), ""))
                .filter(user -> query.getTenantId() == null)
                .toList();
    }

    private List<Group> groups(DirectoryGroupQuery query) {
        Stream<String> candidates;
        if (query.getUserId() != null) {
            candidates = officers.groupsOf(query.getUserId()).stream();
        } else if (!mayRead(Resources.GROUP)) {
            candidates = Stream.of();
        } else {
            candidates = officers.groups().stream();
        }
        return candidates
                .filter(id -> query.getId() == null || query.getId().equals(id))
                .filter(id -> query.getIds() == null || List.of(query.getIds()).contains(id))
                .map(this::group)
                .filter(group -> matches(query.getName(), query.getNameLike(), group.getName()))
                .filter(group -> query.getType() == null || query.getType().equals(group.getType()))
                .filter(group -> query.getTenantId() == null)
                .sorted(Comparator.comparing(Group::getId))
                .toList();
    }

    private static boolean matches(@Nullable String exactly, @Nullable String like, String value) {
        return (exactly == null || exactly.equals(value)) && (like == null || value.contains(like.replace("%", "")));
    }

    private static <T> List<T> page(List<T> all, @Nullable Page page) {
        if (page == null) {
            return all;
        }
        return all.stream()
                .skip(page.getFirstResult())
                .limit(page.getMaxResults())
                .toList();
    }

    private static OfficerIdentityProvider in(CommandContext context) {
        return (OfficerIdentityProvider) context.getReadOnlyIdentityProvider();
    }

    private static final class OfficerQuery extends UserQueryImpl {

        private static final long serialVersionUID = 1L;

        OfficerQuery() {}

        OfficerQuery(CommandExecutor executor) {
            super(executor);
        }

        @Override
        public long executeCount(CommandContext context) {
            return in(context).users(this).size();
        }

        @Override
        public List<User> executeList(CommandContext context, @Nullable Page page) {
            return page(in(context).users(this), page);
        }
    }

    private static final class DirectoryGroupQuery extends GroupQueryImpl {

        private static final long serialVersionUID = 1L;

        DirectoryGroupQuery() {}

        DirectoryGroupQuery(CommandExecutor executor) {
            super(executor);
        }

        @Override
        public long executeCount(CommandContext context) {
            return in(context).groups(this).size();
        }

        @Override
        public List<Group> executeList(CommandContext context, @Nullable Page page) {
            return page(in(context).groups(this), page);
        }
    }

    private static final class NoTenants extends TenantQueryImpl {

        private static final long serialVersionUID = 1L;

        NoTenants() {}

        NoTenants(CommandExecutor executor) {
            super(executor);
        }

        @Override
        public long executeCount(CommandContext context) {
            return 0;
        }

        @Override
        public List<Tenant> executeList(CommandContext context, @Nullable Page page) {
            return List.of();
        }
    }
}

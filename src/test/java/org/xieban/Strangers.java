package org.xieban;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpMethod;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.xieban.directory.Officer;
import org.xieban.directory.Post;
import org.xieban.directory.Role;
import org.xieban.directory.SignedInOfficer;

/**
 * Officers of a department that has nothing to do with anything, in each role and in none, and every call that a module
 * answers, found by their addresses and so without any being forgotten.
 */
@Component
public class Strangers {

    /** Of nobody in the demonstration; no case ever comes to it. */
    private static final String UNRELATED = "jtj";

    /** Whose account it is. */
    public static final String LOGIN = "fire.sun";

    private final UserDetailsService people;
    private final RequestMappingHandlerMapping controllers;

    Strangers(
            UserDetailsService people,
            @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping controllers) {
        this.people = people;
        this.controllers = controllers;
    }

    /** Each role but the supervisor's, who sees all, and none. */
    public static Stream<Set<Role>> roles() {
        return Stream.concat(
                Stream.of(EnumSet.noneOf(Role.class)),
                Stream.of(Role.values()).filter(role -> role != Role.SUPERVISOR).map(EnumSet::of));
    }

    /** An account that there is, or he would be signed out before anything is asked; his post is what the test gives. */
    public SignedInOfficer officer(Set<Role> roles) {
        SignedInOfficer known = (SignedInOfficer) people.loadUserByUsername(LOGIN);
        Post post = new Post(-1, UNRELATED, "交通运输局", "科员", true, roles);
        Officer officer = new Officer(LOGIN, known.name(), null, true, List.of(post));
        return new SignedInOfficer(officer, post, known.version(), known.passwordChangedAt(), false);
    }

    /** A call that somebody may try. */
    public record Call(HttpMethod method, String path) {}

    /**
     * What the controllers of a package answer.
     *
     * @param fill puts what is asked for in the place of the variables of an address; those it leaves become 1
     */
    public List<Call> calls(String packageName, Function<String, Stream<String>> fill) {
        List<Call> calls = new ArrayList<>();
        controllers.getHandlerMethods().forEach((mapping, handler) -> {
            if (handler.getBeanType().getPackageName().equals(packageName)) {
                for (String pattern : mapping.getPatternValues()) {
                    for (RequestMethod method : mapping.getMethodsCondition().getMethods()) {
                        fill.apply(pattern)
                                .map(path -> path.replaceAll("\\{[^}]*}", "1"))
                                .forEach(path -> calls.add(new Call(method.asHttpMethod(), path)));
                    }
                }
            }
        });
        return calls;
    }
}

package org.xieban.sources;

import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** Tells the pages of this module whether their reader acts for the data authority. */
@ControllerAdvice(assignableTypes = {GrantPages.class, ResourcePages.class, ResourceEditing.class, SourcePages.class})
class AuthorityOnPages {

    private final DataAuthority authority;

    AuthorityOnPages(DataAuthority authority) {
        this.authority = authority;
    }

    @ModelAttribute("isAuthority")
    boolean isAuthority() {
        return authority.present();
    }
}

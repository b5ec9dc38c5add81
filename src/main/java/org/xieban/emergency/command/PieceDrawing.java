package org.xieban.emergency.command;

import jakarta.servlet.ServletContext;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.thymeleaf.TemplateSpec;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.ISpringTemplateEngine;
import org.thymeleaf.templatemode.TemplateMode;
import org.xieban.directory.DepartmentNames;
import org.xieban.directory.Departments;
import org.xieban.trace.OfficialTime;

/** Draws pieces outside of any request: for all who look, whoever has asked. */
@Component
class PieceDrawing implements LiveView.Drawing {

    private static final String TEMPLATE = "emergency/command-parts";

    private final ISpringTemplateEngine templates;
    private final Departments departments;
    private final ServletContext server;

    PieceDrawing(ISpringTemplateEngine templates, Departments departments, ServletContext server) {
        this.templates = templates;
        this.departments = departments;
        this.server = server;
    }

    @Override
    public String draw(Piece piece, Viewpoint to) {
        return templates.process(
                new TemplateSpec(TEMPLATE, Set.of(piece.fragment()), TemplateMode.HTML, null),
                new Context(
                        to.locale(),
                        Map.of(
                                "id", piece.id(),
                                "it", piece.it(),
                                "to", to,
                                "departments", DepartmentNames.of(departments),
                                "zone", OfficialTime.ZONE,
                                "base", server.getContextPath())));
    }
}

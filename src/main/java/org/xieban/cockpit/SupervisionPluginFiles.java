package org.xieban.cockpit;

import jakarta.ws.rs.Path;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.List;
import java.util.stream.Stream;
import org.camunda.bpm.cockpit.plugin.resource.AbstractCockpitPluginRootResource;
import org.camunda.bpm.webapp.plugin.spi.AppPlugin;
import org.jspecify.annotations.Nullable;

/** The files of the plugin and its texts, to whoever may open Cockpit. */
@Path("plugin/" + SupervisionPlugin.ID)
public class SupervisionPluginFiles extends AbstractCockpitPluginRootResource {

    /** What the browser may load beside {@code plugin.js} and {@code plugin.css}. */
    static final List<String> MODULES = Stream.of(
                    "api",
                    "compare",
                    "course",
                    "diagram",
                    "elements",
                    "heat",
                    "measures",
                    "overdue",
                    "state",
                    "urge",
                    "words")
            .map(name -> "app/" + name + ".js")
            .toList();

    public SupervisionPluginFiles() {
        super(SupervisionPlugin.ID);
    }

    @Override
    protected List<String> getAllowedAssets() {
        return Stream.of(super.getAllowedAssets(), MODULES, PluginTexts.FILES)
                .flatMap(List::stream)
                .toList();
    }

    @Override
    protected @Nullable InputStream getPluginAssetAsStream(AppPlugin plugin, String fileName) {
        return PluginTexts.FILES.contains(fileName)
                ? new ByteArrayInputStream(PluginTexts.of(fileName))
                : super.getPluginAssetAsStream(plugin, fileName);
    }
}

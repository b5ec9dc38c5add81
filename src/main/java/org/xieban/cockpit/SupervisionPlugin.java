package org.xieban.cockpit;

import java.util.Set;
import org.camunda.bpm.cockpit.plugin.spi.impl.AbstractCockpitPlugin;

/** Our plugin of Camunda Cockpit; found by the service loader. */
public class SupervisionPlugin extends AbstractCockpitPlugin {

    static final String ID = "xieban";

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public Set<Class<?>> getResourceClasses() {
        return Set.of(SupervisionPluginFiles.class);
    }

    @Override
    public String getAssetDirectory() {
        return "plugin-webapp/xieban";
    }
}

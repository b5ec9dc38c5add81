package org.xieban.catalogue;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Media;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.xieban.BrowserTest;

class ItemBrowserTest extends BrowserTest {

    @Autowired
    private ItemPublication publication;

    private void look(String path, String name) {
        open(path);
        assertAccessible();
        takeScreenshots(name);
    }

    @Test
    void everybodyFindsAndReadsAGuide() {
        look("/public/items", "items-public");
        page.fill("#q", "食品");
        page.keyboard().press("Enter");
        page.click("text=食品经营许可（新办）");
        assertThat(page.locator("h1")).hasText("食品经营许可（新办）");
        assertAccessible();
        takeScreenshots("item-public");
        page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(Path.of("target/screenshots/item-print.png"))
                .setFullPage(true));
        page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.SCREEN));
        look("/public/items/work-injury-confirmation?lang=en", "item-public-english");
    }

    @Test
    void anOfficerFindsAnItemByKindAndName() {
        signIn("handler.li");
        look("/catalogue/items", "items");
        page.click(".chip:has-text('行政给付')");
        assertThat(page.locator("table.list tbody tr")).hasCount(1);
        page.click("text=高龄津贴");
        assertThat(page.locator("h1")).containsText("高龄津贴");
        look("/catalogue/items/eia-report", "item");
        open("/search?q=取水");
        assertThat(page.locator("main")).containsText("取水许可（新办）");
    }

    @Test
    void theAdministratorEditsAnItem() {
        String code = TestItems.code();
        // nobody else's list shows what has ended
        publication.load(ItemFile.read(
                "catalogue/" + code + ".yaml",
                TestItems.yaml(code).replace("from: 2024-01-01", "from: 2024-01-01, until: 2024-12-31")));
        signIn("sysadmin.yu");
        look("/catalogue/items/food-business-licence/edit", "item-edit");
        open("/catalogue/items/" + code + "/edit");
        page.fill("[name='promisedTerm.amount']", "30");
        page.click("button[value='materials.add']");
        assertThat(page.locator("[name='materials[2].name']")).isFocused();
        assertThat(page.locator("[name='promisedTerm.amount']")).hasValue("30");
        page.fill("[name='materials[2].name']", "承诺书");
        page.click("text=发布为第 2 版");
        assertThat(page.locator(".xb-flash.bad")).containsText("需要修改");
        forgetReported();
        takeScreenshots("item-edit-wrong");
        page.click("button[value='materials[2].remove']");
        page.fill("[name='promisedTerm.amount']", "5");
        page.fill("#note", "提速");
        page.keyboard().press("Enter");
        assertThat(page.locator(".xb-flash")).containsText("已发布第 2 版");
        look("/catalogue/items/" + code + "/versions", "item-versions");
        page.click("text=第 1 版");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile("恢复第 1 版")))
                .click();
        assertThat(page.locator(".xb-flash")).containsText("已发布第 3 版");
    }

    /** Everything works as plain pages. */
    @Test
    void theListAndTheGuideNeedNoScripts() {
        Page plain = newPageWithoutScripts();
        plain.navigate("/public/items?q=取水");
        plain.click("text=取水许可");
        assertThat(plain.locator("h1")).containsText("取水许可");
        assertThat(plain.locator("[data-print]")).isHidden();
    }
}

/*
 * Loaded by each of Camunda's web apps. Their own sign-in form knows no password: whoever is signed in to the product
 * is signed in to them. Where one of them would show it, the page is asked for anew, and the product's sign-in page
 * stands before it and leads back.
 */
const leaveForeignSignIn = () => {
  if (window.location.hash.startsWith('#/login')) {
    window.location.replace(window.location.pathname);
  }
};

window.addEventListener('hashchange', leaveForeignSignIn);
leaveForeignSignIn();

/*
 * Their loader gives up whatever has not come within seven seconds, and the page stays blank for good: over a slow line, or
 * while many load at once. It waits as long as the browser does.
 */
window.require?.config({ waitSeconds: 0 });

/*
 * The language that the product's own switch keeps: Chinese, and English for whoever has chosen it. Were both offered,
 * the web apps would go by the browser, and office machines are set up in whatever language they came in.
 */
const language = /(?:^|; )xieban-language=en\b/.test(document.cookie) ? 'en' : 'zh-CN';

export const locales = { availableLocales: [language], fallbackLocale: language };

/*
 * A text that a web app asks for before their file has come stays a key on its page. The file of the last visit it has
 * at once: so the file is laid there before it starts, and a changed text is not seen a visit late either.
 */
const layTexts = async () => {
  const base = document.querySelector('base');
  const folder = `${base.getAttribute('app-root')}/app/${base.getAttribute('app-name')}/locales/`;
  const file = await fetch(`${folder}${language}.json`, { cache: 'no-cache' });
  if (file.ok) {
    const kept = JSON.parse(localStorage.getItem('camunda-web') ?? '{}');
    kept[`${folder}_locales_data_${language}_${window.bust}`] = JSON.stringify(await file.json());
    localStorage.setItem('camunda-web', JSON.stringify(kept));
  }
};

// the web app loads the file itself as well, and says so where it cannot
await layTexts().catch(() => {});

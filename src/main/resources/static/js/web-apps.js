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

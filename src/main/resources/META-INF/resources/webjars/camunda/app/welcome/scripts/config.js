import { locales } from '/js/web-apps.js';

export default {
  disableWelcomeMessage: true,
  locales,
};

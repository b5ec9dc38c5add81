import '/js/web-apps.js';

export default {
  disableWelcomeMessage: true,
};

// The office's calendar for form-js, which asks the browser for the zone, the way of writing dates and the time of day:
// whatever the computer is set to, a date is yyyy-MM-dd in Beijing time, and today is the server's today. The build hands
// these two to form-js in place of the browser's own.

(() => {
  // one offset, also for the summers of 1986 to 1991: a date of birth stays the day that was entered
  const AHEAD = 8 * 3_600_000;
  const WITHOUT_ZONE = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?$/;
  const Native = globalThis.Date;

  const told = Native.parse(document.querySelector('[data-now]')?.dataset.now);
  const slow = Number.isNaN(told) ? 0 : told - Native.now();

  class OfficeDate extends Native {
    constructor(...parts) {
      if (parts.length === 0) {
        super(OfficeDate.now());
      } else if (parts.length === 1) {
        // form-js gives a list with one date in it, too, which becomes text
        const [given] = parts;
        const value = given instanceof Native || given === null || typeof given !== 'object' ? given : String(given);
        super(typeof value === 'string' ? OfficeDate.parse(value) : Number(value));
      } else {
        super(Native.UTC(...parts) - AHEAD);
      }
    }

    static now() {
      return Native.now() + slow;
    }

    static parse(text) {
      return Native.parse(WITHOUT_ZONE.test(text) ? `${text.replace(' ', 'T')}+08:00` : text);
    }

    getTimezoneOffset() {
      return -AHEAD / 60_000;
    }
  }

  for (const part of ['FullYear', 'Month', 'Date', 'Day', 'Hours', 'Minutes', 'Seconds', 'Milliseconds']) {
    OfficeDate.prototype[`get${part}`] = function get() {
      return new Native(this.getTime() + AHEAD)[`getUTC${part}`]();
    };
    if (part !== 'Day') {
      OfficeDate.prototype[`set${part}`] = function set(...values) {
        const shifted = new Native(this.getTime() + AHEAD);
        shifted[`setUTC${part}`](...values);
        return this.setTime(shifted.getTime() - AHEAD);
      };
    }
  }

  // Swedish writes dates as ISO 8601 does
  const usual = ([locale, options]) =>
    [!locale || locale === 'default' ? 'sv-SE' : locale, { timeZone: 'Asia/Shanghai', ...options }];
  const DateTimeFormat = new Proxy(Intl.DateTimeFormat, {
    construct: (Format, values) => new Format(...usual(values)),
    apply: (Format, self, values) => new Format(...usual(values)),
  });

  globalThis.OfficeTime = { Date: OfficeDate, Intl: Object.create(Intl, { DateTimeFormat: { value: DateTimeFormat } }) };
})();

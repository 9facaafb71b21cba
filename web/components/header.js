// The bar on top: which node, whether the page is live, language and theme.

import { html } from "../html.js";
import { t } from "../i18n.js";
import { chooseLocale, chooseTheme, locale, theme } from "../preferences.js";
import { picture } from "../state.js";
import { LinkState } from "./link-state.js";
import { AutoIcon, MoonIcon, SunIcon } from "./icons.js";
import { Switch } from "./switch.js";

export function Header() {
  return html`
    <header class="top">
      <div class="top-inner">
        <div class="top-node">
          <span class="brand">vipkeeper</span>
          <h1>${picture.value?.node ?? "…"}</h1>
        </div>
        <${LinkState} />
        <div class="top-switches">
          <${Switch} name="lang" legend=${t("ui-language")} value=${locale.value}
            choose=${chooseLocale} options=${languages} />
          <${Switch} name="theme" legend=${t("ui-theme")} value=${theme.value}
            choose=${chooseTheme} options=${themes()} />
        </div>
      </div>
    </header>
  `;
}

// Each language in its own words: who needs the switch cannot read the page.
const languages = [
  { value: "zh-CN", label: "中文", lang: "zh-CN" },
  { value: "en", label: "English", lang: "en" },
];

const themes = () => [
  { value: "auto", label: t("ui-theme-auto"), icon: AutoIcon },
  { value: "light", label: t("ui-theme-light"), icon: SunIcon },
  { value: "dark", label: t("ui-theme-dark"), icon: MoonIcon },
];

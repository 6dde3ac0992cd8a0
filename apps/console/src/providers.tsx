import { readPalette, readSizes, UiProvider } from "@chengyun/ui";
import { QueryClientProvider } from "@tanstack/react-query";
import { App as AntApp, theme as antTheme, ConfigProvider, type ThemeConfig } from "antd";
import enGB from "antd/locale/en_GB";
import zhCN from "antd/locale/zh_CN";
import { type ReactNode, useMemo } from "react";
import { queryClient } from "./data/api.ts";
import { useCity } from "./data/session.ts";
import { useSettings } from "./settings.ts";

const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? "";

/** The component library's theme, from the tokens in force. */
const toTheme = (dark: boolean): ThemeConfig => {
  const palette = readPalette();
  const { text, row } = readSizes();
  return {
    algorithm: dark ? antTheme.darkAlgorithm : antTheme.defaultAlgorithm,
    token: {
      colorPrimary: palette.ink,
      colorPrimaryBg: palette.hover,
      colorPrimaryBgHover: palette.hover,
      colorInfo: palette.ink,
      colorInfoBg: palette.hover,
      colorInfoBorder: palette.lineStrong,
      controlItemBgHover: palette.hover,
      controlItemBgActive: palette.accentSoft,
      controlItemBgActiveHover: palette.accentSoft,
      colorLink: palette.text,
      colorError: palette.red,
      colorWarning: palette.orange,
      colorSuccess: palette.green,
      colorText: palette.text,
      colorTextSecondary: palette.textSecond,
      colorTextDescription: palette.textSecond,
      colorTextPlaceholder: palette.textFaint,
      colorBgBase: palette.surface,
      colorBgContainer: palette.surface,
      colorBgElevated: palette.raised,
      colorBgLayout: palette.ground,
      colorBorder: palette.lineStrong,
      colorBorderSecondary: palette.line,
      colorSplit: palette.line,
      colorTextLightSolid: palette.onInk,
      controlOutline: palette.accentSoft,
      fontFamily: palette.family,
      fontSize: text,
      controlHeight: row,
      borderRadius: 4,
      wireframe: false,
      motion: false,
    },
    components: {
      Button: { primaryShadow: "none", defaultShadow: "none", dangerShadow: "none", primaryColor: palette.onInk },
      Tooltip: { colorBgSpotlight: palette.ink, colorTextLightSolid: palette.onInk },
    },
  };
};

const Themed = ({ children }: { readonly children: ReactNode }) => {
  const { language, theme } = useSettings();
  const { data: city } = useCity();
  const config = useMemo(() => toTheme(theme === "dark"), [theme]);
  return (
    <ConfigProvider
      csp={{ nonce }}
      locale={language === "zh" ? zhCN : enGB}
      theme={config}
      button={{ autoInsertSpace: false }}
    >
      <AntApp className="cy-app">
        <UiProvider language={language} theme={theme} zone={city?.zone ?? "UTC"}>
          {children}
        </UiProvider>
      </AntApp>
    </ConfigProvider>
  );
};

/** What everything stands in: data, language, theme. */
export const Providers = ({ children }: { readonly children: ReactNode }) => (
  <QueryClientProvider client={queryClient}>
    <Themed>{children}</Themed>
  </QueryClientProvider>
);

import { UiProvider } from "@chengyun/ui/context";
import { Route, Router, Switch } from "wouter";
import { getCity, useAsked } from "./data/api.ts";
import { Ask } from "./screens/ask.tsx";
import { Find } from "./screens/find.tsx";
import { Follow } from "./screens/follow.tsx";
import { Home } from "./screens/home.tsx";
import { Mine } from "./screens/mine.tsx";
import { Privacy } from "./screens/privacy.tsx";
import { Report } from "./screens/report.tsx";
import { useSettings } from "./settings.ts";

/** The citizens' pages, below `/app`. */
export const App = () => {
  const { language, theme } = useSettings();
  const { data: city } = useAsked(getCity);
  return (
    <UiProvider language={language} theme={theme} zone={city?.zone ?? "UTC"}>
      <Router base="/app">
        <Switch>
          <Route path="/report" component={Report} />
          <Route path="/mine" component={Mine} />
          <Route path="/mine/:no">{({ no }) => <Follow no={no} />}</Route>
          <Route path="/find" component={Find} />
          <Route path="/ask" component={Ask} />
          <Route path="/privacy" component={Privacy} />
          <Route component={Home} />
        </Switch>
      </Router>
    </UiProvider>
  );
};

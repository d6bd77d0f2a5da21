import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router';
import { abuseSearch } from '../features/admin/abuse/search.ts';
import { auditSearch } from '../features/admin/audit/search.ts';
import { creditsSearch } from '../features/admin/credits/search.ts';
import { readHealthSearch } from '../features/admin/health/health-search.ts';
import { readLiveSearch } from '../features/admin/live/search.ts';
import { readOverviewSearch } from '../features/admin/overview/period.ts';
import { readDirectorySearch } from '../features/admin/users/directory-search.ts';
import { readUserSearch } from '../features/admin/users/user-search.ts';
import { useSession } from '../shared/session.ts';
import { NotFound, PageFailed, PagePending } from './page-states.tsx';

const rootRoute = createRootRoute({ component: Outlet, notFoundComponent: NotFound });

/** Only a path of this app is a place to go back to after signing in. */
const ownPath = (value: unknown): string | undefined =>
  typeof value === 'string' && /^\/(?!\/)/.test(value) ? value : undefined;

const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  validateSearch: (search): { to?: string; mode?: 'sign-up' } => {
    const to = ownPath(search.to);
    return { ...(to === undefined ? {} : { to }), ...(search.mode === 'sign-up' ? { mode: 'sign-up' } : {}) };
  },
  // A guest is as good as signed in, and comes here only to become somebody.
  beforeLoad: ({ search }) => {
    const { user } = useSession.getState();
    const stays = user?.isGuest && search.mode === 'sign-up';
    if (user && !stays) throw redirect({ href: search.to ?? '/', replace: true });
  },
  component: lazyRouteComponent(() => import('../features/sign-in/sign-in-page.tsx'), 'SignInPage'),
});

/** For who builds with the SDK: everybody may look. */
const demoRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/demo',
  component: lazyRouteComponent(() => import('../features/demo/demo-page.tsx'), 'DemoPage'),
});

const signedInRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'signed-in',
  beforeLoad: ({ location }) => {
    if (useSession.getState().user) return;
    const to = location.href === '/' ? undefined : location.href;
    throw redirect({ to: '/sign-in', search: to === undefined ? {} : { to }, replace: true });
  },
  component: lazyRouteComponent(() => import('./layout.tsx'), 'Layout'),
});

const studioRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/',
  component: lazyRouteComponent(() => import('../features/studio/studio-page.tsx'), 'StudioPage'),
});

const historyRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/history',
  validateSearch: (search): { tab?: 'credits' } => (search.tab === 'credits' ? { tab: 'credits' } : {}),
  component: lazyRouteComponent(() => import('../features/history/history-page.tsx'), 'HistoryPage'),
});

const accountRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/account',
  component: lazyRouteComponent(() => import('../features/account/account-page.tsx'), 'AccountPage'),
});

/** Where one comes back to from paying. What it says of the payment is a hint; the order decides. */
const boughtRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/bought',
  validateSearch: (search): { order?: string; checkout?: 'cancelled'; back?: string } => {
    const back = ownPath(search.back);
    return {
      ...(typeof search.order === 'string' && !search.order.includes('/') ? { order: search.order } : {}),
      ...(search.checkout === 'cancelled' ? { checkout: 'cancelled' } : {}),
      ...(back === undefined ? {} : { back }),
    };
  },
  component: lazyRouteComponent(
    () => import('../features/order-status/order-status-page.tsx'),
    'OrderStatusPage',
  ),
});

const adminRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/admin',
  component: lazyRouteComponent(() => import('../features/admin/shell/admin-page.tsx'), 'AdminPage'),
});

const adminIndexRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/admin/live', replace: true });
  },
});

const liveRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: '/live',
  validateSearch: readLiveSearch,
  component: lazyRouteComponent(() => import('../features/admin/live/live-page.tsx'), 'LivePage'),
});

const creditsRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: '/credits',
  validateSearch: creditsSearch,
  component: lazyRouteComponent(() => import('../features/admin/credits/credits-page.tsx'), 'CreditsPage'),
});

const abuseRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: '/abuse',
  validateSearch: abuseSearch,
  component: lazyRouteComponent(() => import('../features/admin/abuse/abuse-page.tsx'), 'AbusePage'),
});

const addressesRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: '/addresses',
  component: lazyRouteComponent(
    () => import('../features/admin/addresses/addresses-page.tsx'),
    'AddressesPage',
  ),
});

const auditRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: '/audit',
  validateSearch: auditSearch,
  component: lazyRouteComponent(() => import('../features/admin/audit/audit-page.tsx'), 'AuditPage'),
});

const overviewRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: '/overview',
  validateSearch: readOverviewSearch,
  component: lazyRouteComponent(() => import('../features/admin/overview/overview-page.tsx'), 'OverviewPage'),
});

const healthRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: '/health',
  validateSearch: readHealthSearch,
  component: lazyRouteComponent(() => import('../features/admin/health/health-page.tsx'), 'HealthPage'),
});

const usersRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: '/users',
  validateSearch: readDirectorySearch,
  component: lazyRouteComponent(() => import('../features/admin/users/users-page.tsx'), 'UsersPage'),
});

const userRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: '/users/$userId',
  validateSearch: readUserSearch,
  component: lazyRouteComponent(() => import('../features/admin/users/user-page.tsx'), 'UserPage'),
});

export const router = createRouter({
  routeTree: rootRoute.addChildren([
    signInRoute,
    demoRoute,
    signedInRoute.addChildren([
      studioRoute,
      historyRoute,
      accountRoute,
      boughtRoute,
      adminRoute.addChildren([
        adminIndexRoute,
        liveRoute,
        overviewRoute,
        usersRoute,
        userRoute,
        creditsRoute,
        abuseRoute,
        addressesRoute,
        auditRoute,
        healthRoute,
      ]),
    ]),
  ]),
  defaultPreload: 'intent',
  defaultPendingComponent: PagePending,
  defaultErrorComponent: PageFailed,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}

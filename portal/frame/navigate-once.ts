import type { ComponentProps } from 'react';
import type { Router } from 'wouter';

type AroundNavigation = NonNullable<ComponentProps<typeof Router>['aroundNav']>;

/** Navigates without another entry in the history for the address that is shown, as a browser does for a link. */
export const navigateOnce: AroundNavigation = (navigate, to, options) =>
  navigate(to, new URL(to, location.href).href === location.href ? { ...options, replace: true } : options);

import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { createBrowserRouter, RouterProvider } from 'react-router'
import { installAuth } from './api/auth'
import { oidcAuth } from './api/oidc'
import { newQueryClient } from './api/query'
import { App } from './app/App'
import { routes } from './app/routes'

installAuth(oidcAuth(location.origin))
const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')
createRoot(root).render(
  <StrictMode>
    <App queries={newQueryClient()}>
      <RouterProvider router={createBrowserRouter(routes)} />
    </App>
  </StrictMode>,
)

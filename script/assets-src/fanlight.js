// The behaviour of the components that have one. Every page works without it.
import { Button } from 'govuk-frontend/dist/govuk/components/button/button.mjs'
import { CharacterCount } from 'govuk-frontend/dist/govuk/components/character-count/character-count.mjs'
import { Checkboxes } from 'govuk-frontend/dist/govuk/components/checkboxes/checkboxes.mjs'
import { ErrorSummary } from 'govuk-frontend/dist/govuk/components/error-summary/error-summary.mjs'
import { FileUpload } from 'govuk-frontend/dist/govuk/components/file-upload/file-upload.mjs'
import { NotificationBanner } from 'govuk-frontend/dist/govuk/components/notification-banner/notification-banner.mjs'
import { PasswordInput } from 'govuk-frontend/dist/govuk/components/password-input/password-input.mjs'
import { Radios } from 'govuk-frontend/dist/govuk/components/radios/radios.mjs'
import { ServiceNavigation } from 'govuk-frontend/dist/govuk/components/service-navigation/service-navigation.mjs'
import { SkipLink } from 'govuk-frontend/dist/govuk/components/skip-link/skip-link.mjs'
import { createAll } from 'govuk-frontend/dist/govuk/init.mjs'

// The components look for these classes; setting them here needs no script inside the page.
document.body.classList.add('js-enabled', 'govuk-frontend-supported')

for (const component of [
  Button, CharacterCount, Checkboxes, ErrorSummary, FileUpload, NotificationBanner, PasswordInput, Radios, ServiceNavigation, SkipLink
]) {
  createAll(component)
}

// A button to print is only there when it can work.
for (const button of document.querySelectorAll('[data-fanlight-print]')) {
  button.hidden = false
  button.addEventListener('click', () => window.print())
}

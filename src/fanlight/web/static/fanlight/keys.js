// Says beside the button why a security key or passkey did not work. The scripts of the library only tell the document of it.
(() => {
  const place = document.getElementById('key-problem')
  if (!place) return
  const said = place.dataset

  function words (name) {
    if (!window.PublicKeyCredential) return said.unsupported
    if (name === 'InvalidStateError') return said.known
    if (name === 'NotAllowedError' || name === 'AbortError') return said.refused
    return said.other
  }

  document.addEventListener('allauth.error', event => {
    event.preventDefault()
    const fault = event.detail.exception
    const line = document.createElement('p')
    line.className = 'govuk-error-message'
    line.textContent = words(fault && fault.name)
    place.replaceChildren(line)
  })
  // Emptied at the next try, so that the same words are read out again.
  for (const button of document.querySelectorAll('#use-key')) {
    button.addEventListener('click', () => place.replaceChildren(), { capture: true })
  }
})()

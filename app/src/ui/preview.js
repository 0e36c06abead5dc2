(() => {
	// What is typed is sent where the button sends it; of the answer only the preview is taken. A fault in the form is told when it is saved.
	const button = document.querySelector('[data-preview-button]');
	const form = button?.form;
	if (!form) return;
	const by = button.dataset.previewButton; // The one field it hangs on; none: every one.
	let timer, asked = 0;
	const look = async () => {
		const turn = ++asked;
		try {
			const answer = await fetch(button.formAction, { method: 'POST', body: new URLSearchParams(new FormData(form)), redirect: 'error' });
			if (!answer.ok || turn !== asked) return;
			const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
			const [now, next] = [document, page].map((one) => one.querySelector('[data-preview]'));
			if (now && next && now.innerHTML !== next.innerHTML) now.replaceChildren(...next.childNodes);
		} catch { /* The next letter, or the button, tries again. */ }
	};
	form.addEventListener('input', ({ target }) => {
		if (by && target.name !== by) return;
		clearTimeout(timer);
		timer = setTimeout(look, 450);
	});
	if (by && form.elements[by]?.value && !document.querySelector('[data-preview]')?.firstElementChild) look();
})();

document.title = "tests";

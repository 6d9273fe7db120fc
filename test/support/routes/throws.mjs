// A routes module that fails while it is loaded, with a message of several lines.
throw new Error('no database\nand a second line');

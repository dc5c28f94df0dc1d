<?php
// What a web server's rewrite rule does: everything that is no file goes to WordPress.
if (is_file($_SERVER['DOCUMENT_ROOT'] . parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH))) {
    return false;
}
require $_SERVER['DOCUMENT_ROOT'] . '/index.php';

<?php
// Installs WordPress with three posts: what test_wordpress.py knows of it.
define('WP_INSTALLING', true);
$_SERVER['HTTP_HOST'] = '127.0.0.1:2595';
function wp_new_blog_notification() {}
require $argv[1] . '/wp-config.php';
require_once ABSPATH . 'wp-admin/includes/upgrade.php';
wp_install('Patchbay', 'admin', 'admin@patchbay.example', true, '', 'not-for-programs');
update_option('siteurl', 'http://127.0.0.1:2595');
update_option('home', 'http://127.0.0.1:2595');
update_option('permalink_structure', '/%postname%/');
foreach ([
    ['Northwind opens its agent pricing', 'crm,pricing', 'https://news.example/northwind'],
    ['Moving 41,000 SharePoint sites in one weekend', 'sharepoint,migration', ''],
    ['What a CRM costs after three years', 'crm', ''],
] as [$title, $tags, $link]) {
    wp_insert_post([
        'post_title' => $title,
        'post_content' => "<p>$title: the whole story. $link</p>",
        'post_status' => 'publish',
        'tags_input' => $tags,
    ]);
}
flush_rewrite_rules();

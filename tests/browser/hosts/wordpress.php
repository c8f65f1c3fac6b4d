<?php
/**
 * As much of WordPress as the plugin touches: prints a page with what the plugin makes of a shortcode or a block.
 * php wordpress.php FOLDER old|new   (new: a WordPress that knows script modules)
 */

error_reporting( E_ALL );
set_error_handler( function ( $level, $message, $file, $line ) {
	throw new ErrorException( $message, 0, $level, $file, $line );
} );

define( 'ABSPATH', __DIR__ . '/' );
list( , $folder, $kind ) = $argv;
$did = array( 'actions' => array(), 'filters' => array(), 'shortcodes' => array(), 'blocks' => array(), 'scripts' => array() );

function add_action( $name, $call ) { $GLOBALS['did']['actions'][ $name ][] = $call; }
function add_filter( $name, $call, $priority = 10, $count = 1 ) { $GLOBALS['did']['filters'][ $name ][] = array( $call, $count ); }
function add_shortcode( $name, $call ) { $GLOBALS['did']['shortcodes'][ $name ] = $call; }
function register_block_type( $path, $options ) { $GLOBALS['did']['blocks'][ $path ] = $options; }
function plugins_url( $path, $plugin ) { return '/wp-content/plugins/' . basename( dirname( $plugin ) ) . '/' . $path; }
function shortcode_atts( $pairs, $attributes, $name = '' ) {
	$out = array();
	foreach ( $pairs as $key => $default ) {
		$out[ $key ] = array_key_exists( $key, $attributes ) ? $attributes[ $key ] : $default;
	}
	return $out;
}
function esc_attr( $text ) { return htmlspecialchars( (string) $text, ENT_QUOTES ); }
function esc_html( $text ) { return htmlspecialchars( (string) $text, ENT_QUOTES ); }
function __( $text, $domain ) { return $text; }
function wp_enqueue_script( $handle, $url, $needs, $version, $footer ) {
	$GLOBALS['did']['scripts'][ $handle ] = "<script type='text/javascript' src='" . esc_attr( $url ) . "' id='$handle-js'></script>";
}
if ( 'new' === $kind ) {
	function wp_enqueue_script_module( $handle, $url, $needs, $version ) {
		$GLOBALS['did']['scripts'][ $handle ] = '<script type="module" src="' . esc_attr( $url ) . '" id="' . $handle . '-js-module"></script>';
	}
}

require "$folder/posterior-checker.php";
foreach ( $did['actions']['init'] as $call ) {
	$call();
}

$shortcode = $did['shortcodes']['posterior_checker'];
$block     = $did['blocks'][ realpath( $folder ) ]['render_callback'];
$content   = $shortcode( array( 'lang' => 'en', 'region' => 'GB' ) );
// What an author can write, by mistake or not; and nothing at all, which WordPress hands over as an empty text.
$content .= '<section id="hostile">' . $shortcode( array( 'region' => '"><script>alert(1)</script>', 'onclick' => 'x' ) ) . '</section>';
$content .= '<section id="bare">' . $shortcode( '' ) . '</section>';
$content .= '<section id="block">' . $block( array( 'lang' => 'en', 'region' => '', 'theme' => 'dark', 'loading' => 'eager', 'className' => 'wide' ) ) . '</section>';

$scripts = '';
foreach ( $did['scripts'] as $handle => $tag ) {
	if ( 'old' === $kind ) {
		foreach ( $did['filters']['script_loader_tag'] as list( $call ) ) {
			$tag = $call( $tag, $handle );
		}
		foreach ( $did['filters']['script_loader_tag'] as list( $call ) ) {
			$other = "<script type='text/javascript' src='other.js'></script>";
			if ( $call( $other, 'other' ) !== $other ) {
				throw new Exception( 'the script of another plugin was changed' );
			}
		}
	}
	$scripts .= $tag;
}
echo "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>WordPress</title></head><body>\n$content\n$scripts\n</body></html>\n";

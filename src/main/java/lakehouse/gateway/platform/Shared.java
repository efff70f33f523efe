package lakehouse.gateway.platform;

import jakarta.enterprise.inject.Stereotype;
import jakarta.inject.Singleton;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A bean of which the application has one, injected as it is. {@code @ApplicationScoped} would put a proxy before it, which
 * took a tenth of the processor's time of a short call. A stereotype, because {@code @Singleton} by itself makes no bean.
 */
@Stereotype
@Singleton
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Shared {}

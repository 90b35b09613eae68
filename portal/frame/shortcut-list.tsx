import { Button, Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import style from './shortcut-list.module.css';
import { SHORTCUTS, useActiveShortcuts } from './shortcuts';

/** The window with the shortcuts that do something on the present page. */
export default function ShortcutList({ onClose }: { onClose(): void }) {
  const { t } = useTranslation();
  const active = useActiveShortcuts();
  return (
    <ModalOverlay className="overlay centred" isOpen isDismissable onOpenChange={onClose}>
      <Modal className="box">
        <Dialog>
          <Heading slot="title">{t('navigation.shortcuts')}</Heading>
          <dl className={style['list']}>
            {active.map((name) => (
              <div key={name}>
                <dt>
                  {SHORTCUTS[name].map((key) => (
                    <kbd key={key}>{key === 'Enter' ? t('shortcuts.enterKey') : key}</kbd>
                  ))}
                </dt>
                <dd>{t(`shortcuts.${name}`)}</dd>
              </div>
            ))}
          </dl>
          <Button slot="close">{t('shortcuts.close')}</Button>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
